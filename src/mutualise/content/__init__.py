"""The words and figures of the product, as data, and the loader that checks them."""
