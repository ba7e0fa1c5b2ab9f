/** Gives a text to the browser as a file, as if it had been downloaded: no address ever carries a token. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), A_WHILE_MS);
}

const A_WHILE_MS = 60_000;
