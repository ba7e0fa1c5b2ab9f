import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from '../../../application/operator.js';
import { ApiRefusals } from './api-refusals.js';
import { ROLE_NEEDED, TokenGuard } from './token-guard.js';

/** Lets in who has this role or one above it, and says so in the OpenAPI document. */
export function Needs(role: Role) {
  return applyDecorators(
    SetMetadata(ROLE_NEEDED, role),
    UseGuards(TokenGuard),
    ApiBearerAuth('token'),
    ApiExtension('x-role', role),
    ApiRefusals({
      unauthenticated: 'send a token: Authorization: Bearer <token>',
      forbidden: `this needs a token with the role ${role}, and yours is another`,
      too_many_requests: 'too many tokens from your address were wrong: wait a minute',
      internal: 'something broke here, it is noted',
      database_unavailable: 'the database does not answer: try again soon',
    }),
  );
}
