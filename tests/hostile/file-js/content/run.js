harm()
