/** What a node says of itself: which stream it follows, and what it runs. */
export interface BootedNode {
  readonly stream: string;
  readonly basearch: string;
  readonly version: string;
  readonly checksum: string;
}
