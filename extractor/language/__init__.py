"""What turns characters into typed values: pure functions on text, with offsets."""
