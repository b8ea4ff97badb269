/** A request is a length in four bytes and as many bytes; longer ones are refused. Source: broker default socket.request.max.bytes. */
const MAX_REQUEST_BYTES = 104_857_600;
const LENGTH_BYTES = 4;

/** Cuts the bytes of a connection into messages. */
export class FrameReader {
  private pieces: Buffer[] = [];
  private size = 0;

  /** The messages that are complete now; null when the bytes are no Kafka protocol. */
  push(bytes: Buffer): readonly Buffer[] | null {
    this.pieces.push(bytes);
    this.size += bytes.length;
    const messages: Buffer[] = [];
    let wanted = this.wanted();
    while (wanted !== null && wanted !== 'refused' && this.size >= wanted) {
      const all = Buffer.concat(this.pieces);
      messages.push(all.subarray(LENGTH_BYTES, wanted));
      this.pieces = [all.subarray(wanted)];
      this.size = all.length - wanted;
      wanted = this.wanted();
    }
    return wanted === 'refused' ? null : messages;
  }

  /** Bytes up to the end of the message under way; null: its length is not there yet. */
  private wanted(): number | null | 'refused' {
    if (this.size < LENGTH_BYTES) return null;
    if ((this.pieces[0]?.length ?? 0) < LENGTH_BYTES) this.pieces = [Buffer.concat(this.pieces)];
    const length = this.pieces[0]?.readInt32BE(0) ?? 0;
    return length < 0 || length > MAX_REQUEST_BYTES ? 'refused' : length + LENGTH_BYTES;
  }
}
