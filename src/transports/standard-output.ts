import { Writable } from 'node:stream';

/*
 * Imported before everything else. From here on standard output belongs to JSON-RPC: whoever writes to it, console.log of
 * a dependency included, is sent to standard error.
 */
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

/** The real standard output, for the one who owns it. */
export const standardOutput = new Writable({
  decodeStrings: false,
  write: (chunk: string | Uint8Array, _encoding, done) => {
    write(chunk, (error) => done(error ?? null));
  },
});
