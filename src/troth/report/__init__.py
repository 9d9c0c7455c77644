"""What does somebody read about an organisation's promises? Pure: values in, text out."""
