import { describe, expect, it } from 'vitest';
import { listOffsets } from '../../../src/kafka/protocol/apis/02-list-offsets.ts';
import { listGroups } from '../../../src/kafka/protocol/apis/16-list-groups.ts';
import { apiVersions } from '../../../src/kafka/protocol/apis/18-api-versions.ts';
import { ProtocolError } from '../../../src/kafka/protocol/codec/errors.ts';
import {
  decodeRequestBody,
  decodeRequestHeader,
  decodeResponse,
  encodeRequest,
  encodeResponse,
  frame,
} from '../../../src/kafka/protocol/message.ts';

const CORRELATION_ID_BYTES = 4;

describe('a request', () => {
  it.each<[string, version: number, clientId: string | null, expected: string]>([
    ['has header v1 up to the last plain version', 2, 'me', '0010 0002 00000007 0002 6d65'],
    [
      'has header v2, with tagged fields, from the first flexible version',
      3,
      'me',
      '0010 0003 00000007 0002 6d65 00 00',
    ],
    ['may have no client id', 0, null, '0010 0000 00000007 ffff'],
  ])('%s', (_, version, clientId, expected) => {
    const message = encodeRequest(listGroups, version, { correlationId: 7, clientId }, {});
    expect(message.toString('hex')).toBe(expected.replaceAll(' ', ''));
    const { header, bodyOffset } = decodeRequestHeader(message);
    expect(header).toEqual({ apiKey: 16, apiVersion: version, correlationId: 7, clientId });
    expect(decodeRequestBody(listGroups, version, message, bodyOffset)).toEqual({ statesFilter: [], typesFilter: [] });
  });

  it('is read by a broker as it was sent', () => {
    const sent = { topics: [{ name: 't', partitions: [{ partitionIndex: 0, timestamp: -1n }] }] };
    const message = encodeRequest(listOffsets, 11, { correlationId: 1, clientId: 'me' }, sent);
    const { bodyOffset } = decodeRequestHeader(message);
    expect(decodeRequestBody(listOffsets, 11, message, bodyOffset)).toEqual({
      replicaId: -1,
      isolationLevel: 0,
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp: -1n }] }],
      timeoutMs: 30_000,
    });
  });

  it.each(['', '0010', '0010 0003 00000007 0009 6d65', '0010 0003 00000007 fffe'])(
    'cut short is refused: "%s"',
    (text) => {
      expect(() => decodeRequestHeader(Buffer.from(text.replaceAll(' ', ''), 'hex'))).toThrow(ProtocolError);
    },
  );
});

describe('a response', () => {
  it.each<[string, version: number, expected: string]>([
    ['has header v0 up to the last plain version', 2, '00000007 00000000 0000 00000000'],
    ['has header v1 from the first flexible version', 3, '00000007 00 00000000 0000 01 00'],
  ])('%s', (_, version, expected) => {
    const message = encodeResponse(listGroups, version, 7, { throttleTimeMs: 0, errorCode: 0, groups: [] });
    expect(message.toString('hex')).toBe(expected.replaceAll(' ', ''));
    const body = message.subarray(CORRELATION_ID_BYTES);
    expect(decodeResponse(listGroups, version, body)).toEqual({ throttleTimeMs: 0, errorCode: 0, groups: [] });
  });

  it('to ApiVersions has header v0 always', () => {
    const message = encodeResponse(apiVersions, 3, 7, { errorCode: 0, apiKeys: [] });
    expect(message.toString('hex')).toBe('00000007 0000 01 00000000 00'.replaceAll(' ', ''));
    expect(decodeResponse(apiVersions, 3, message.subarray(CORRELATION_ID_BYTES))).toMatchObject({ apiKeys: [] });
  });

  it('may carry tagged fields in its header that nobody knows', () => {
    const body = Buffer.from('01 05 02 abcd 00000000 0000 01 00'.replaceAll(' ', ''), 'hex');
    expect(decodeResponse(listGroups, 3, body)).toMatchObject({ groups: [] });
  });

  it('with a header cut short is refused', () => {
    expect(() => decodeResponse(listGroups, 3, Buffer.from('0105', 'hex'))).toThrow('ListGroups v3 response, header');
  });
});

it('a frame is the length and the message', () => {
  expect(frame(Buffer.of(1, 2, 3)).toString('hex')).toBe('00000003010203');
});
