import { applyDecorators, Controller, UseInterceptors, UsePipes } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KNOWN_QUERY } from '../invalid-params.js';
import { BodyReader } from './body-reader.js';
import { FreshReads } from './fresh-reads.js';
import { StreamTagger } from './stream-tagger.js';

/** What all controllers of operators have in common. */
export function OperatorApi(path: string, tag: string) {
  return applyDecorators(
    Controller(path),
    ApiTags(tag),
    UsePipes(KNOWN_QUERY),
    UseInterceptors(BodyReader, FreshReads, StreamTagger),
  );
}
