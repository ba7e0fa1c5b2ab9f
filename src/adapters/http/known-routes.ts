import { Injectable } from '@nestjs/common';

/** Which methods a path takes, learnt from the paths of the OpenAPI document: so that a wrong method is told from a wrong path. */
@Injectable()
export class KnownRoutes {
  #routes: readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  learn(paths: Readonly<Record<string, object>>): void {
    this.#routes = Object.entries(paths).map(([path, item]) => {
      const methods = Object.keys(item).filter((key) => METHODS.has(key));
      return {
        pattern: patternOf(path),
        methods: withImplied(methods.map((method) => method.toUpperCase())),
      };
    });
  }

  /** In capitals; empty for a path that nobody knows. */
  methodsOf(path: string): readonly string[] {
    return this.#routes.find(({ pattern }) => pattern.test(path))?.methods ?? [];
  }
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch']);

function withImplied(methods: readonly string[]): readonly string[] {
  return methods.includes('GET') ? [...methods, 'HEAD', 'OPTIONS'] : [...methods, 'OPTIONS'];
}

/** `{name}` is one segment of a path, `{+name}` all that is left of it. @see RFC 6570 3.2.3 */
function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{\\\+[^}]+\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
