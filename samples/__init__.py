"""Small documents written for the project, with the record that is expected of each."""
