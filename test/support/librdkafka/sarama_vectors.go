// The partitions that Sarama's default partitioner chooses. Arguments: numbers of partitions. Each line of standard input is a
// key in hexadecimal, `-` for none; each line of standard output is a number of partitions and the partition of each key.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/IBM/sarama"
)

func main() {
	var keys []sarama.Encoder
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() == "-" {
			keys = append(keys, nil)
			continue
		}
		key, err := hex.DecodeString(lines.Text())
		if err != nil {
			panic(err)
		}
		keys = append(keys, sarama.ByteEncoder(key))
	}
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/IBM/sarama" {
			fmt.Println("version", module.Version)
		}
	}
	for _, argument := range os.Args[1:] {
		count, err := strconv.ParseInt(argument, 10, 32)
		if err != nil {
			panic(err)
		}
		partitioner := sarama.NewConfig().Producer.Partitioner("vectors")
		var partitions []string
		for _, key := range keys {
			partition, err := partitioner.Partition(&sarama.ProducerMessage{Key: key}, int32(count))
			if err != nil {
				panic(err)
			}
			partitions = append(partitions, strconv.Itoa(int(partition)))
		}
		fmt.Println(argument, strings.Join(partitions, ","))
	}
}
