/** What an agent writes, line by line, and a way to wait for what it will write. */
export class AgentLog {
  readonly lines: string[] = [];
  private readonly waiting = new Set<() => void>();
  private ended = false;

  add(line: string): void {
    this.lines.push(line);
    this.tell();
  }

  /** The agent is gone. */
  end(): void {
    this.ended = true;
    this.tell();
  }

  count(what: RegExp): number {
    return this.lines.filter((line) => what.test(line)).length;
  }

  /** What stands in brackets in `what`, of every line that it fits. */
  said(what: RegExp): readonly string[] {
    return this.lines.flatMap((line) => what.exec(line)?.[1] ?? []);
  }

  /**
   * Resolves once `holds` does.
   * @throws Error with the last lines when it takes too long, or the agent is gone
   */
  async until(holds: () => boolean, what: string, seconds: number): Promise<void> {
    const outcome = await new Promise<string | null>((resolve) => {
      const late = setTimeout(() => resolve(`${seconds} s are over`), seconds * 1000);
      const look = () => {
        if (!holds() && !this.ended) return;
        this.waiting.delete(look);
        clearTimeout(late);
        resolve(holds() ? null : 'the agent has ended');
      };
      this.waiting.add(look);
      look();
    });
    if (outcome !== null) throw new Error(`${outcome}, waiting for: ${what}\n${this.tail}`);
  }

  private tell(): void {
    for (const look of this.waiting) look();
  }

  private get tail(): string {
    return this.lines.slice(-25).join('\n');
  }
}
