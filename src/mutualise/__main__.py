"""`python -m mutualise` is the same as `mutualise`."""

from mutualise.cli import main

if __name__ == "__main__":
    main()
