import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type JavaProcess = {
  /** The next line that it says. */
  readonly nextLine: () => Promise<string>;
  readonly writeLine: (line: string) => void;
  /** The outcome of this work, or an error as soon as the process has ended. */
  readonly raceWithExit: <T>(work: Promise<T>) => Promise<T>;
  /** Ends its standard input, and the process itself where it does not end by that. */
  readonly stop: () => Promise<void>;
};

const TO_END_MS = 30_000;

/** A Java program that is told what to do line by line, and ends with its standard input: so it can't outlive us. */
export function startJava(args: readonly string[]): JavaProcess {
  const child = spawn('java', [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  const died = ended.then(([code, signal]) => {
    throw new Error(`the Java program ended with ${code ?? signal}`);
  });
  died.catch(() => {});
  return {
    nextLine: async () => {
      const { value, done } = await lines.next();
      return done === true ? died : value;
    },
    writeLine: (line) => {
      child.stdin.write(`${line}\n`);
    },
    raceWithExit: (work) => Promise.race([work, died]),
    stop: async () => {
      const tooLate = setTimeout(() => child.kill('SIGKILL'), TO_END_MS);
      child.stdin.end();
      await ended;
      clearTimeout(tooLate);
    },
  };
}
