import { Encoder } from 'kafka-ts/dist/utils/encoder.js';
import { describe, expect, it } from 'vitest';
import { type Api, codecOf, type RequestOf } from '../../src/kafka/protocol/api.ts';

/** kafka-ts chains its versions of an API, newest first. */
interface Theirs<Request> {
  readonly apiVersion: number;
  readonly fallback?: Theirs<Request>;
  readonly request: (encoder: Encoder, request: Request) => Encoder;
}

/** The same request in every version that both have: the bytes of kafka-ts 1.5.0 are the judge. */
export function sameBytes<A extends Api, Request>(
  api: A,
  ours: RequestOf<A>,
  newest: Theirs<Request>,
  theirs: Request,
): void {
  describe(api.name, () => {
    const [min, max] = api.versions;
    for (let their: Theirs<Request> | undefined = newest; their; their = their.fallback) {
      const { apiVersion, request } = their;
      if (apiVersion < min || apiVersion > max) continue;
      it(`v${apiVersion}`, () => {
        const bytes = request(new Encoder(), theirs).value();
        expect(codecOf(api, apiVersion).request.encode(ours).toString('hex')).toBe(bytes.toString('hex'));
      });
    }
  });
}
