import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

/** What every write takes in its URL. @see http-api.md 1 */
export class WriteQuery {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description: 'true: everything is checked and answered, and nothing is kept.',
  })
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'dry_run must be true or false, or be left out for false' })
  dry_run?: 'true' | 'false';

  @ApiProperty({
    required: false,
    type: String,
    // No example: the explorer would send it with every request.
    description: 'Codes of findings that are meant, with commas between them, like blast_radius,not_newest.',
  })
  @IsOptional()
  @Matches(/^[a-z_]{0,64}(,[a-z_]{0,64}){0,49}$/, {
    message: 'confirm must be codes of findings with commas between them, like blast_radius,not_newest',
  })
  confirm?: string;
}

export function confirmedIn({ confirm = '' }: WriteQuery): readonly string[] {
  return confirm.split(',').filter((code) => code !== '');
}
