type Codec<Message, Writer extends { finish(): Uint8Array }> = {
  create(base?: object): Message;
  encode(message: Message, writer?: Writer): Writer;
};

/**
 * Encodes one message after the other into the same memory: a writer of its own for each costs more than writing a report
 * into it. What is given is a copy.
 */
export function createEncoder<Message, Writer extends { finish(): Uint8Array }>(
  codec: Codec<Message, Writer>,
): (message: Message) => Uint8Array {
  let writer: Writer | undefined;
  return (message) => {
    const used = writer ?? codec.encode(codec.create());
    // A writer whose message broke off holds half of it: it is only kept after a whole one.
    writer = undefined;
    const bytes = codec.encode(message, used).finish();
    writer = used;
    return bytes;
  };
}
