import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { raw, type Request, type Response } from 'express';
import type { Observable } from 'rxjs';
import { JsonReader } from '../../../application/json-reader.js';
import { inSlices } from '../../../application/slices.js';
import { escapeToken, type JsonDocument } from '../../../graph/json-cursor.js';
import { Problem, type Fault } from '../../../graph/problem.js';
import { shortPointer } from '../short-name.js';
import { faultAt, invalidShape } from './shape.js';

const HOLDS_DOCUMENTS = 'holds documents';

/** A body with release indexes and updates metadata in it: it may be long, and what is in them is read elsewhere. */
export const HoldsDocuments = () => SetMetadata(HOLDS_DOCUMENTS, true);

const MOST_BYTES = 1024 * 1024;
const MOST_BYTES_WITH_DOCUMENTS = 16 * MOST_BYTES;

const METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Reads the body of a request once it is known who asks: strangers' bodies are left unread. */
@Injectable()
export class BodyReader implements NestInterceptor {
  constructor(
    private readonly reader: JsonReader,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (METHODS.has(request.method)) {
      const holdsDocuments =
        this.reflector.get<boolean | undefined>(HOLDS_DOCUMENTS, context.getHandler()) === true;
      const bytes = await bytesOf(request, context.switchToHttp().getResponse<Response>(), holdsDocuments);
      const document = bytes.length === 0 ? EMPTY : await this.#parse(bytes);
      if (!holdsDocuments) refuseUnsaid(document);
      documents.set(request, document);
      request.body = document.value;
    }
    return next.handle();
  }

  async #parse(bytes: Buffer): Promise<JsonDocument> {
    try {
      return await inSlices(this.reader.read('', bytes));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const faults = error.faults.map(({ message }) => faultAt('', 'invalid_json', message));
      throw new Problem('invalid_body', `the body is no JSON: ${faults[0]?.message}`, { faults });
    }
  }
}

const EMPTY: JsonDocument = { name: '', value: {}, repeated: new Set() };

const documents = new WeakMap<Request, JsonDocument>();

/** The body with what JSON says beside its value. */
export function bodyDocumentOf(request: Request): JsonDocument {
  return documents.get(request) ?? EMPTY;
}

async function bytesOf(request: Request, response: Response, holdsDocuments: boolean): Promise<Buffer> {
  const limit = holdsDocuments ? MOST_BYTES_WITH_DOCUMENTS : MOST_BYTES;
  await new Promise<void>((resolve, reject) => {
    raw({ type: () => true, limit })(request, response, (error?: unknown) =>
      error ? reject(bodyProblem(error, limit)) : resolve(),
    );
  });
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.length > 0 && !request.is(['application/json', 'application/*+json'])) {
    throw new Problem(
      'unsupported_media_type',
      'the body has to be JSON: send Content-Type: application/json',
    );
  }
  return bytes;
}

function bodyProblem(error: unknown, limit: number): Problem {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : '';
  if (type === 'entity.too.large') {
    return new Problem('body_too_large', `the body is over ${limit / MOST_BYTES} MiB: send less at a time`);
  }
  if (type === 'encoding.unsupported') {
    return new Problem('unsupported_media_type', 'send the body as it is, or as gzip, deflate or br');
  }
  return new Problem('invalid_body', 'the body did not come whole, or is not encoded as it says', {
    cause: error,
  });
}

/** Keys that stand twice, and text that cannot be stored. */
function refuseUnsaid({ value, repeated }: JsonDocument): void {
  const twice = [...repeated].map((path) => faultAt(path, 'duplicate_key', 'the key stands twice: keep one'));
  const faults = [...twice, ...unstorable(value, '')];
  if (faults.length === 0) return;
  throw invalidShape(faults.map((fault) => ({ ...fault, path: shortPointer(fault.path) })));
}

function unstorable(value: unknown, path: string): readonly Fault[] {
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) {
    return [faultAt(path, 'invalid_text', 'the string holds a NUL or half of a surrogate pair; remove it')];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => unstorable(member, `${path}/${escapeToken(key)}`));
}
