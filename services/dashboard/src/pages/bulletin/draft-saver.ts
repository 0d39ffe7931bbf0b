import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import type { Commanded } from '../../api/bulletins.ts';
import { isTransient } from '../../api/client.ts';
import type { Unsaved } from './action-failure.tsx';
import { withoutUnused } from './content-edit.ts';
import { hasSameContent } from './differences.ts';

/** A saved version. */
export type Version = { readonly version: number; readonly content: BulletinContent };

export type DraftState = {
  readonly content: BulletinContent;
  /** The last version that this page saved or loaded. */
  readonly version: number;
  readonly isSaved: boolean;
  /** Why the last attempt failed. */
  readonly problem?: Unsaved | undefined;
  /** A version of another author that the next save would overwrite. Nothing is saved until the author has chosen. */
  readonly theirs?: Version | undefined;
};

export type DraftPort = {
  readonly save: (base: number, content: BulletinContent) => Promise<Commanded>;
  /** The current version; undefined if it cannot be edited, or there was no response. */
  readonly load: () => Promise<Version | undefined>;
};

/** Time after the last change, */
const PAUSE_MS = 1_000;
/** and after the first one that is not saved. */
const LONGEST_MS = 5_000;
const RETRY_MS = 10_000;

/** Saves a draft while its author writes: one request at a time, each on top of the version before. */
export class DraftSaver {
  readonly #port: DraftPort;
  readonly #listeners = new Set<() => void>();
  #state: DraftState;
  #savedContent: BulletinContent;
  #unsavedSince = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | undefined;

  constructor({ version, content }: Version, port: DraftPort) {
    this.#port = port;
    this.#savedContent = content;
    this.#state = { content, version, isSaved: true };
  }

  readonly state = (): DraftState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  write(content: BulletinContent): void {
    const isFirst = this.#state.isSaved;
    this.#set({ content, isSaved: content === this.#savedContent });
    if (isFirst) this.#unsavedSince = Date.now();
    this.#schedule(Math.min(PAUSE_MS, Math.max(0, this.#unsavedSince + LONGEST_MS - Date.now())));
  }

  /** Saves all changes now. Returns the saved version, or undefined if there are still unsaved changes. */
  async flush(): Promise<number | undefined> {
    while (!this.#state.isSaved && this.#state.theirs === undefined)
      if (!(await this.#saveOnce())) return undefined;
    return this.#state.isSaved ? this.#state.version : undefined;
  }

  /** Saves for the last time. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  /** Overwrites their version. */
  async keepMine(): Promise<void> {
    const { theirs } = this.#state;
    if (theirs !== undefined) this.#set({ version: theirs.version, theirs: undefined });
    await this.flush();
  }

  /** Discards all changes of this page since the last save. */
  takeTheirs(): void {
    const { theirs } = this.#state;
    if (theirs !== undefined) this.#setSaved(theirs, theirs.content);
  }

  #saveOnce(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#running ??= this.#save().finally(() => {
      this.#running = undefined;
      const { isSaved, problem, theirs } = this.#state;
      if (isSaved || theirs !== undefined) return;
      if (problem === undefined) this.#schedule(PAUSE_MS);
      // A new session or a change of the text saves again after other failures.
      else if (problem.kind === 'failed' && isTransient(problem.problem)) this.#schedule(RETRY_MS);
    });
    return this.#running;
  }

  async #save(): Promise<boolean> {
    const { version, content } = this.#state;
    const sent = withoutUnused(content);
    const outcome = await this.#port.save(version, sent);
    if (outcome.kind === 'done') {
      this.#setSaved({ version: outcome.data.bulletin.version, content });
      return true;
    }
    const isConflict = outcome.kind === 'refused' && outcome.refusal.current !== undefined;
    const theirs = isConflict ? await this.#port.load() : undefined;
    // The save before succeeded, but its response was lost.
    if (theirs !== undefined && hasSameContent(theirs.content, sent)) {
      this.#setSaved({ version: theirs.version, content });
      return true;
    }
    this.#set({ problem: theirs === undefined ? outcome : undefined, theirs });
    return false;
  }

  /** `content` is the current text of the author, which may be newer than the saved version. */
  #setSaved(saved: Version, content = this.#state.content): void {
    this.#savedContent = saved.content;
    const isSaved = content === saved.content;
    this.#unsavedSince = Date.now();
    this.#set({ content, version: saved.version, isSaved, problem: undefined, theirs: undefined });
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { isSaved, theirs } = this.#state;
      if (!isSaved && theirs === undefined) void this.#saveOnce();
    }, afterMs);
  }

  #set(change: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
