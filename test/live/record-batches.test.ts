import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RecordBatchInput } from '../../src/kafka/protocol/records/batch.ts';
import { endTransactionMarker } from '../../src/kafka/protocol/records/control.ts';
import { encodeBatch } from '../../src/kafka/protocol/records/encode.ts';
import { batches } from '../kafka/protocol/records/arbitraries.ts';
import { dumpLog } from '../support/dump-log.ts';
import { describeLive } from '../support/live.ts';

const BATCHES = 200;

/** What the tool prints of a batch, by the names it uses. */
function printed({ records, ...batch }: Required<RecordBatchInput>) {
  return {
    baseOffset: String(batch.baseOffset),
    lastOffset: String(batch.baseOffset + BigInt(batch.lastOffsetDelta)),
    count: String(records.length),
    baseSequence: String(batch.baseSequence ?? -1),
    producerId: String(batch.producerId ?? -1),
    producerEpoch: String(batch.producerEpoch ?? -1),
    partitionLeaderEpoch: String(batch.partitionLeaderEpoch ?? -1),
    isTransactional: String(batch.isTransactional),
    isControl: String(batch.isControl),
    deleteHorizonMs: batch.hasDeleteHorizon ? `OptionalLong[${batch.baseTimestamp}]` : 'OptionalLong.empty',
    [batch.timestampType]: String(batch.maxTimestamp),
    magic: '2',
    compresscodec: batch.compression,
    isvalid: 'true',
  };
}

const asFields = (line: string) =>
  Object.fromEntries([...line.matchAll(/(\w+): (\S+)/g)].map(([, name, value]) => [name, value]));

describeLive("record batches as Kafka's own tool reads them", ['java', 'maven'], () => {
  it('have the header that was written, and a checksum that holds', { timeout: 180_000 }, async () => {
    const written = fc
      .sample(batches, { seed: 20261123, numRuns: BATCHES })
      .map((batch) => ({ ...batch, isControl: false }));
    const lines = await dumpLog(Buffer.concat(written.map(encodeBatch)));
    const headers = lines.filter((line) => line.startsWith('baseOffset:')).map(asFields);
    expect(headers).toHaveLength(BATCHES);
    for (const [i, batch] of written.entries()) expect(headers[i]).toMatchObject(printed(batch));
    const records = lines.filter((line) => line.startsWith('| offset:')).map(asFields);
    expect(records.map(({ offset, keySize, valueSize }) => [offset, keySize, valueSize])).toEqual(
      written
        .flatMap((batch) => batch.records)
        .map(({ offset, key, value }) => [offset, key?.length ?? -1, value?.length ?? -1].map(String)),
    );
  });

  it.each(['ABORT', 'COMMIT'] as const)('have the marker %s', { timeout: 180_000 }, async (type) => {
    const record = { offset: 0n, timestamp: 1_700_000_000_000, ...endTransactionMarker(type, 7) };
    const header = { isTransactional: true, isControl: true, producerId: 4n, producerEpoch: 1 };
    const lines = await dumpLog(encodeBatch({ baseOffset: 0n, ...header, records: [record] }));
    expect(lines.find((line) => line.startsWith('| offset:'))).toContain(`endTxnMarker: ${type} coordinatorEpoch: 7`);
  });
});
