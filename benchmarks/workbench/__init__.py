"""What the benchmarks share: timing, and the peers they run beside."""
