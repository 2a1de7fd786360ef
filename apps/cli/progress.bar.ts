const width = 28;

export interface ProgressBar {
  update(done: number, total: number | null): void;
  end(summary: string): void;
}

/** A line that grows on a terminal; in a log, a line when it starts and one when it ends. */
export function progressBar(label: string, out: NodeJS.WriteStream = process.stdout): ProgressBar {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  if (!out.isTTY) out.write(`${label} …\n`);
  let drawn = 0;
  return {
    update(done, total) {
      const now = performance.now();
      if (!out.isTTY || now - drawn < 50) return;
      drawn = now;
      const share = total ? Math.min(1, done / total) : 0;
      const filled = Math.round(share * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const figure = total
        ? `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`
        : done.toLocaleString('en-GB');
      out.write(`\r\x1b[2K${label} ${bar} ${figure}`);
    },
    end(summary) {
      out.write(
        out.isTTY
          ? `\r\x1b[2K${label}: ${summary} (${seconds()})\n`
          : `${label}: ${summary} (${seconds()})\n`,
      );
    },
  };
}
