import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { rfc3339 } from '../../../application/clock.js';
import { DEGRADED, Readiness } from '../../../application/readiness.js';
import { Problem } from '../../../graph/problem.js';
import { ApiProblem } from '../api-problem.js';

class DegradationView {
  @ApiProperty({ enum: DEGRADED, example: 'source' })
  what!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: all of them.', example: 'testing' })
  stream!: string | null;

  @ApiProperty({ example: 'invalid_json' })
  kind!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When what is served was last known to be right; null where that says nothing.',
    example: '2026-11-22T16:00:00Z',
  })
  as_of!: string | null;
}

class HealthView {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status!: 'ok';
}

class ReadinessView {
  @ApiProperty({ enum: ['ready'], example: 'ready' })
  status!: 'ready';

  @ApiProperty({
    type: [DegradationView],
    description: 'What is amiss while agents are served all the same.',
  })
  degraded!: readonly DegradationView[];
}

@ApiTags('operations')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @ApiOperation({ summary: 'Alive', description: '200 while the process lives.' })
  @ApiOkResponse({ type: HealthView })
  health(@Res({ passthrough: true }) response: Response): HealthView {
    response.setHeader('Cache-Control', 'no-store');
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'Ready for agents',
    description: '200 once everything that can be served is served.',
  })
  @ApiOkResponse({ type: ReadinessView })
  @ApiProblem(503, 'not_ready', 'waiting for the database')
  ready(@Res({ passthrough: true }) response: Response): ReadinessView {
    response.setHeader('Cache-Control', 'no-store');
    if (this.readiness.ready) return { status: 'ready', degraded: this.#degraded() };
    const awaited = this.readiness.databaseUp ? 'the first documents of the source' : 'the database';
    throw new Problem('not_ready', `waiting for ${awaited}`);
  }

  #degraded(): readonly DegradationView[] {
    return this.readiness.degraded().map(({ asOf, ...what }) => {
      return { ...what, as_of: asOf === null ? null : rfc3339(asOf) };
    });
  }
}
