//go:build unix

package main

import (
	"syscall"
	"time"
)

// processorTime is what all threads of this process have used so far, the collection of garbage included.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
