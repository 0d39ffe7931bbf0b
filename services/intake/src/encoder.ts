type Codec<Message, Writer extends { finish(): Uint8Array }> = {
  create(base?: object): Message;
  encode(message: Message, writer?: Writer): Writer;
};

/**
 * Encodes messages with one reused writer, because creating a writer costs more than encoding a report.
 * Each result is a copy.
 */
export function createEncoder<Message, Writer extends { finish(): Uint8Array }>(
  codec: Codec<Message, Writer>,
): (message: Message) => Uint8Array {
  let writer: Writer | undefined;
  return (message) => {
    const used = writer ?? codec.encode(codec.create());
    // After an error the writer contains an incomplete message, so the writer is kept only after a complete
    // one.
    writer = undefined;
    const bytes = codec.encode(message, used).finish();
    writer = used;
    return bytes;
  };
}
