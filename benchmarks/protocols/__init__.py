"""Facts of protocols read by hand, and how many of them are found."""
