/**
 * Puts a text where it can be pasted from.
 * @returns whether it is there: browsers give the clipboard to nobody over plain HTTP, or where a person has forbidden it
 */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
