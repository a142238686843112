"""JSON Schemas for editors, made from the forms of the files, the declared facts and the words of the statutes."""
