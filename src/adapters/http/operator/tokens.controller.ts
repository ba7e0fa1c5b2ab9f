import { Delete, Get, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Operator } from '../../../application/operator.js';
import { Tokens } from '../../../application/tokens.js';
import { Problem } from '../../../graph/problem.js';
import { PageQuery, pageOf, type Page } from '../page.js';
import { ApiRefusals } from './api-refusals.js';
import { callerOf } from './caller.js';
import { Needs } from './needs.js';
import { NoQuery } from './no-query.js';
import { OperatorApi } from './operator-api.js';
import { invalidShape, shapeOf } from './shape.js';
import { MadeTokenView, TokenBody, TokenPage, TokenView, WhoamiView } from './token-view.js';
import { draftOf, viewMadeToken, viewRights, viewToken } from './view-token.js';
import { WhoAsks } from './who-asks.js';
import { WriteQuery } from './write-query.js';
import { ApiWrite } from './write-request.js';

/** How the bodies of writes are refused. */
const OF_BODIES = {
  invalid_body: '/role: expected one of viewer, operator, publisher, admin',
  body_too_large: 'the body is over 1 MiB: send less at a time',
  unsupported_media_type: 'the body has to be JSON: send Content-Type: application/json',
} as const;

@OperatorApi('admin/v1', 'tokens')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

  @Get('whoami')
  @UseInterceptors(NoQuery)
  @Needs('viewer')
  @ApiOperation({ summary: 'Who I am', description: 'What the token of this request may.' })
  @ApiOkResponse({ type: WhoamiView })
  whoami(@WhoAsks() operator: Operator): WhoamiView {
    return viewRights(operator);
  }

  @Get('tokens')
  @Needs('admin')
  @ApiOperation({
    summary: 'All tokens',
    description: 'Those that may not more than yours, without secrets.',
  })
  @ApiOkResponse({ type: TokenPage })
  @ApiRefusals({ invalid_params: 'limit must be a whole number from 1 to 500' })
  async listTokens(@Query() query: PageQuery, @WhoAsks() operator: Operator): Promise<Page<TokenView>> {
    const page = pageOf(await this.tokens.list(operator), keyOf, query);
    return { ...page, items: page.items.map(viewToken) };
  }

  @Post('tokens')
  @Needs('admin')
  @ApiOperation({
    summary: 'Make a token',
    description: 'It is shown once and never again. It may not more than the token that makes it.',
  })
  @ApiBody({ type: TokenBody })
  @ApiWrite({
    ...OF_BODIES,
    invalid_release_data: '/streams/0: there is no stream stabel: use 2403-LTS, stable',
  })
  @ApiCreatedResponse({ type: MadeTokenView })
  async createToken(@Req() request: Request, @Query() _query: WriteQuery) {
    const caller = callerOf(request);
    const { value, faults } = shapeOf(TokenBody, request.body);
    const draft = draftOf(value);
    if (faults.length > 0) throw invalidShape([...faults, ...this.tokens.faultsOf(draft, caller.operator)]);
    return this.tokens.create(draft, caller, viewMadeToken);
  }

  @Delete('tokens/:id')
  @Needs('admin')
  @ApiOperation({ summary: 'Revoke a token', description: 'It ends at once, everywhere.' })
  @ApiWrite({ ...OF_BODIES, not_found: 'there is no such token' })
  @ApiParam({ name: 'id', example: 'f0e1d2c3b4a59687' })
  @ApiOkResponse({ type: TokenView })
  async revokeToken(@Param('id') id: string, @Req() request: Request, @Query() _query: WriteQuery) {
    // Not every text is one that the store could look for.
    if (!/^[0-9a-f]{16}$/.test(id)) throw new Problem('not_found', 'there is no such token');
    return this.tokens.revoke(id, callerOf(request), viewToken);
  }
}

/** Sorted as the list is: by when they were made. */
function keyOf({ createdAt, id }: { readonly createdAt: number; readonly id: string }): string {
  return `${String(createdAt).padStart(12, '0')}.${id}`;
}
