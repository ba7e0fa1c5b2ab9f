import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Problem } from '../../graph/problem.js';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** How a list is asked for. @see http-api.md 1 */
export class PageQuery {
  @ApiProperty({ required: false, type: Number, minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number from 1 to 500' })
  @Min(1, { message: 'limit must be a whole number from 1 to 500' })
  @Max(500, { message: 'limit must be a whole number from 1 to 500' })
  limit = 50;

  @ApiProperty({
    required: false,
    type: String,
    pattern: '^[A-Za-z0-9_-]{1,256}$',
    description: 'next_cursor of the page before.',
  })
  @IsOptional()
  @Matches(/^[\w-]{1,256}$/, { message: 'cursor must be the next_cursor of the page before' })
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** `null` on the last page. */
  readonly next_cursor: string | null;
}

/** The key that a page begins behind; `null` for the first one. @throws Problem `invalid_params` */
export function keyIn({ cursor }: PageQuery, form: RegExp): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, 'base64url').toString();
  // What was not encoded here does not come out the same.
  if (form.test(key) && cursorOf(key) === cursor) return key;
  throw new Problem('invalid_params', 'cursor must be the next_cursor of the page before');
}

export function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/**
 * The part of a list that is asked for: what comes after the cursor's key.
 * @param items sorted by their keys
 */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, query: PageQuery): Page<T> {
  const after = keyIn(query, /^[ -~]+$/);
  const rest = after === null ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, query.limit);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  return {
    items: page,
    next_cursor: last === undefined ? null : cursorOf(keyOf(last)),
  };
}
