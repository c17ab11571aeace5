"""What people type: one WTForms class for each page and each paper form."""
