// Go: go build -ldflags -s
// The same rows as peer.c, by Go's package syscall, which makes the calls that Go programs make.
package main

import (
	"os"
	"strconv"
	"syscall"
	"time"
	"unsafe"
)

var word int32

func walk(path string) {
	buf := make([]byte, 32768)
	fd, _ := syscall.Open(path, syscall.O_RDONLY|syscall.O_DIRECTORY, 0)
	sum := uint64(0)
	for {
		n, err := syscall.ReadDirent(fd, buf)
		if n <= 0 || err != nil {
			break
		}
		for at := 0; at < n; {
			entry := (*syscall.Dirent)(unsafe.Pointer(&buf[at]))
			sum += entry.Ino
			at += int(entry.Reclen)
		}
	}
	syscall.Close(fd)
}

func spawn(path string) {
	pid, err := syscall.ForkExec(path, []string{path}, &syscall.ProcAttr{})
	if err == nil {
		syscall.Wait4(pid, nil, 0, nil)
	}
}

func main() {
	if len(os.Args) < 3 {
		syscall.Write(1, []byte("hello world\n"))
		return
	}
	row, path := os.Args[1], ""
	count, _ := strconv.Atoi(os.Args[2])
	if len(os.Args) > 3 {
		path = os.Args[3]
	}
	if row == "spawn-large" {
		memory, _ := syscall.Mmap(-1, 0, 512<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
		for at := 0; at < len(memory); at += 4096 {
			memory[at] = 1
		}
		row = "spawn"
	}
	operation := map[string]func(){
		"getppid": func() { syscall.Getppid() },
		"write":   func() { syscall.Write(1, nil) },
		"close":   func() { syscall.Close(-1) },
		"futex": func() {
			syscall.Syscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(&word)), 129, 1, 0, 0, 0)
		},
		"clock": func() { time.Now() },
		"walk":  func() { walk(path) },
		"spawn": func() { spawn(path) },
	}[row]
	start := time.Now()
	for ; count > 0; count-- {
		operation()
	}
	// Nanoseconds, where the others print ticks: compare.py knows how many go into one.
	os.Stdout.WriteString("ns " + strconv.FormatInt(time.Since(start).Nanoseconds(), 10) + "\n")
}
