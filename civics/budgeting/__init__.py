"""How a budget is shared: Equal Shares, greedy and Phragmén, exactly and fast, with the numbers that show why."""
