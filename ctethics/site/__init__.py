"""The generated pages of the documentation: a page for each provision, and the glossary."""
