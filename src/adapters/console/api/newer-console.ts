import { useEffect, useState } from 'preact/hooks';

const EVERY_MS = 60_000;

/** Whether the server has another console by now than the one that runs here: a page on a wall stays open for months. */
export function useNewerConsole(): boolean {
  const [isNewer, setNewer] = useState(false);
  useEffect(() => {
    let first: string | null = null;
    const look = async () => {
      const tag = await tagOfPage();
      first ??= tag;
      if (tag !== null && tag !== first) setNewer(true);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return isNewer;
}

/** `null` while nobody answers. */
async function tagOfPage(): Promise<string | null> {
  try {
    const response = await fetch('/console/', { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
    return response.ok ? response.headers.get('ETag') : null;
  } catch {
    return null;
  }
}
