import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { SourceView, StreamView } from '../streams/stream-view.js';
import { AnswerView, FindingView } from './answer-view.js';

/** A stream as operators see it. @see http-api.md 4 */

export class SourceErrorView {
  @ApiProperty({ example: 'lost_releases' })
  kind!: string;

  @ApiProperty({ example: 'the documents no longer have 24.03-LTS.20240628.0' })
  message!: string;
}

export class FullSourceView extends SourceView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where the documents come from.',
    example: './graph-data',
  })
  url!: string | null;

  @ApiProperty({ type: SourceErrorView, nullable: true })
  last_error!: SourceErrorView | null;
}

export class AdminStreamView extends OmitType(StreamView, ['source']) {
  @ApiProperty({ type: FullSourceView })
  source!: FullSourceView;

  @ApiProperty({ type: [FindingView], description: 'What is wrong with the stream as it stands.' })
  warnings!: FindingView[];
}

export class AdminStreamPage {
  @ApiProperty({ type: [AdminStreamView], description: 'Sorted by name.' })
  items!: AdminStreamView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor!: string | null;
}

class SourceKindView extends PickType(SourceView, ['kind']) {}

/** The answer to a change of a stream itself: the stream, and what the change has done. */
export class StreamAnswerView extends AnswerView {
  @ApiProperty({ example: 'rawhide' })
  name!: string;

  @ApiProperty({ type: [String], example: [] })
  aliases!: readonly string[];

  @ApiProperty({ example: 'What comes next' })
  description!: string;

  @ApiProperty({ enum: ['active', 'frozen', 'eol'], example: 'active' })
  state!: string;

  @ApiProperty({ type: SourceKindView })
  source!: SourceKindView;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-22T16:00:00Z' })
  updated_at!: string | null;
}
