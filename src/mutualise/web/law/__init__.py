"""Pages that explain the law behind the answers: rules, sources, figures, forms, contracts."""
