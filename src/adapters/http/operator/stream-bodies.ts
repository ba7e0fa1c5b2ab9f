import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsIn, MaxLength } from 'class-validator';
import { STREAM_STATES, type StreamState } from '../../../application/stream-store.js';
import { NAME_RULE } from '../../../graph/model.js';
import { AreStreamNames, IsStreamName, IsText, MayBeLeftOut } from './body-fields.js';

/** The bodies of what is said of streams themselves. @see http-api.md 4 */

export class NewStreamBody {
  @ApiProperty({ description: NAME_RULE, example: 'rawhide' })
  @IsDefined({ message: 'it is missing' })
  @IsStreamName()
  name?: string;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Other names that agents may ask for.',
    example: [],
  })
  @MayBeLeftOut()
  @AreStreamNames()
  aliases?: string[];

  @ApiProperty({ required: false, example: 'What comes next' })
  @MayBeLeftOut()
  @IsText()
  @MaxLength(1000, { message: 'expected at most 1000 characters' })
  description?: string;
}

export class StreamBody {
  @ApiProperty({ type: [String], required: false, example: ['24.03-LTS'] })
  @MayBeLeftOut()
  @AreStreamNames()
  aliases?: string[];

  @ApiProperty({ required: false, example: 'Long-term support' })
  @MayBeLeftOut()
  @IsText()
  @MaxLength(1000, { message: 'expected at most 1000 characters' })
  description?: string;

  @ApiProperty({
    enum: STREAM_STATES,
    required: false,
    description: 'frozen and eol: no new rollout may start.',
    example: 'active',
  })
  @MayBeLeftOut()
  @IsIn(STREAM_STATES, { message: `expected one of ${STREAM_STATES.join(', ')}` })
  state?: StreamState;

  @ApiProperty({
    enum: ['managed'],
    required: false,
    description: 'Takes over a stream that follows a source.',
    example: 'managed',
  })
  @MayBeLeftOut()
  @IsIn(['managed'], { message: 'expected "managed": a stream is taken over for good' })
  source?: 'managed';
}
