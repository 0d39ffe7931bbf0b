import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type JavaProcess = {
  /** Reads the next line of its output. */
  readonly nextLine: () => Promise<string>;
  readonly writeLine: (line: string) => void;
  /** Returns the outcome of the work, or rejects as soon as the process has ended. */
  readonly raceWithExit: <T>(work: Promise<T>) => Promise<T>;
  /** Ends its standard input, and kills the process if that does not end it. */
  readonly stop: () => Promise<void>;
};

const TO_END_MS = 30_000;

/** Starts a Java program that reads commands line by line and ends with its standard input, so it cannot outlive us. */
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
