import type { RunResult } from './run.ts';

/** Formats a run as plain text: the answers of each target, their latency, and the memory of each server. */
export function formatSummary(seed: number, { targets, sentinel, defects }: RunResult): string {
  const lines = [`seed ${seed}`];
  for (const { target, inputs, seconds, codes, slowestMs, memory } of targets) {
    lines.push(
      '',
      `${target}: ${number(inputs)} inputs in ${seconds.toFixed()} s, slowest answer ${slowestMs.toFixed()} ms`,
    );
    const sorted = Object.entries(codes).sort(([, a], [, b]) => b - a);
    for (const [code, times] of sorted) lines.push(`  ${code.padEnd(34)} ${number(times).padStart(10)}`);
    for (const { name, before, peak, after } of memory)
      lines.push(
        `  memory of ${name.padEnd(24)} ${before.toFixed().padStart(4)} MiB before, ${peak.toFixed()} peak, ${after.toFixed()} after`,
      );
  }
  const total = targets.reduce((sum, { inputs }) => sum + inputs, 0);
  lines.push('', `all inputs         ${number(total)}`);
  if (sentinel !== undefined)
    lines.push(
      `reports meanwhile  ${number(sentinel.accepted)} accepted, slowest answer ${sentinel.slowestMs.toFixed()} ms`,
    );
  lines.push(
    defects.length === 0 ? 'verdict            no defect' : `verdict            ${defects.length} DEFECTS`,
  );
  for (const one of defects) lines.push(`  ${one}`);
  return `${lines.join('\n')}\n`;
}

const number = (count: number): string => count.toLocaleString('en');
