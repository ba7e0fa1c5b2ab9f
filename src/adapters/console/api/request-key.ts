/** Another one each time, for the header Idempotency-Key. `crypto.randomUUID` is not there on pages over plain HTTP. */
export function requestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
