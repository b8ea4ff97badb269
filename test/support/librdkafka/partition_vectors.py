"""The partitions that librdkafka chooses, through confluent-kafka.

Arguments: bootstrap servers, a partitioner, then topics. Each line of standard input is a key in hexadecimal, `-` for none;
each line of standard output is a topic and the partition of each key, from the delivery reports.
"""

import sys

from confluent_kafka import Producer, libversion

bootstrap, partitioner, *topics = sys.argv[1:]
keys = [None if line == "-" else bytes.fromhex(line) for line in sys.stdin.read().split("\n")[:-1]]
print("version", libversion()[0])
# Without lingering a record without a key does not stay where the one before it went.
producer = Producer(
    {"bootstrap.servers": bootstrap, "partitioner": partitioner, "sticky.partitioning.linger.ms": 0}
)
for topic in topics:
    partitions = [None] * len(keys)

    def delivered(error, message, index):
        if error is not None:
            raise SystemExit(f"{topic}: {error}")
        partitions[index] = message.partition()

    for index, key in enumerate(keys):
        producer.produce(topic, b"v", key, on_delivery=lambda error, message, index=index: delivered(error, message, index))
        producer.poll(0)
    producer.flush()
    print(topic, ",".join(str(partition) for partition in partitions), flush=True)
