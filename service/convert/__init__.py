"""PDF behind one protocol: DOCX bytes in, PDF bytes out."""
