// Writes one event to Segue's topic playlist-events, with no more than kafkajs and an Avro library:
//
//   npm ci
//   node produce.js BOOTSTRAP_SERVERS PLAYLIST TRACK [ADD|REMOVE|PLAY|SKIP]
//
// Prints the token by which a query can wait for the event: its partition, a dash, its offset.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import avro from "avsc";
import { Kafka, logLevel, Partitioners } from "kafkajs";

const [bootstrapServers, playlistId, trackId, action = "ADD"] = process.argv.slice(2);
if (!trackId) {
  console.error("usage: node produce.js BOOTSTRAP_SERVERS PLAYLIST TRACK [ADD|REMOVE|PLAY|SKIP]");
  process.exit(2);
}

const event = avro.Type.forSchema(
  JSON.parse(readFileSync(new URL("../../schemas/src/main/avro/PlaylistEvent.avsc", import.meta.url))));

/** CRC-64-AVRO of the schema's canonical form, as Avro's specification has it. */
function fingerprint(type) {
  const empty = 0xc15d213aa4d7a795n;
  let value = empty;
  for (const byte of Buffer.from(JSON.stringify(type.schema()))) {
    let entry = (value ^ BigInt(byte)) & 0xffn;
    for (let bit = 0; bit < 8; bit++) {
      entry = entry & 1n ? (entry >> 1n) ^ empty : entry >> 1n;
    }
    value = (value >> 8n) ^ entry;
  }
  return value;
}

/** Avro's single-object encoding: C3 01, the schema's fingerprint, the record. */
function encoded(type, record) {
  const header = Buffer.from([0xc3, 0x01, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeBigUInt64LE(fingerprint(type), 2);
  return Buffer.concat([header, type.toBuffer(record)]);
}

const kafka = new Kafka({
  clientId: "segue-example",
  brokers: bootstrapServers.split(","),
  logLevel: logLevel.ERROR,
});
// The one that places keys as the Java clients do: all producers of a topic must agree, or a playlist's events lose their order.
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
try {
  const [written] = await producer.send({
    topic: "playlist-events",
    acks: -1,
    messages: [{
      key: playlistId,
      value: encoded(event, {
        eventId: randomUUID(),
        playlistId,
        userId: null,
        trackId,
        action,
        occurredAt: Date.now(),
        source: "node-example",
      }),
    }],
  });
  console.log(`${written.partition}-${written.baseOffset}`);
} finally {
  await producer.disconnect();
}
