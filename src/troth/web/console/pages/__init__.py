"""What stands on each page of the console? Pure values, made of the domain's; no request, no database, no clock."""
