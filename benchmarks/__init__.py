"""Speed and accuracy, measured on data that lies outside the repository."""
