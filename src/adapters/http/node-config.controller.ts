import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { OPTIONS, readNodeConfig, type OptionTexts } from '../../application/node-config/node-config.js';
import { remarksOn, warning, type Remark } from '../../application/node-config/remarks.js';
import { remarksOnAlias } from '../../application/node-config/server-check.js';
import { Snapshots } from '../../application/snapshots.js';
import { NODE_CONFIG_STYLE, nodeConfigPage } from './node-config-page.js';
import { originForm } from './origin-form.js';
import { pagePolicy } from './page-policy.js';
import { shortName } from './short-name.js';
import { listed } from './unknown-stream.js';

/** `roost node-config` for who has a browser. Nobody is asked anything: a page must not make the server ask around. */
@ApiExcludeController()
@Controller('docs/node-config')
export class NodeConfigController {
  constructor(private readonly snapshots: Snapshots) {}

  @Get()
  @Header('Content-Security-Policy', pagePolicy({ style: NODE_CONFIG_STYLE, hasForm: true }))
  show(@Req() request: Request): string {
    const query = queryOf(originForm(request.url));
    const asked = askedOf(query);
    const stream = textOf(query, 'stream') ?? 'stable';
    // Whoever has just come has done nothing wrong.
    if (!OPTIONS.some((option) => query.has(option))) return nodeConfigPage({ asked, stream, outcome: null });
    const { config, faults } = readNodeConfig(asked);
    const remarks = config ? [...remarksOn(asked, config), ...this.#remarksOnStream(stream)] : [];
    return nodeConfigPage({ asked, stream, outcome: { config, faults, remarks } });
  }

  #remarksOnStream(stream: string): readonly Remark[] {
    const snapshot = this.snapshots.find(stream);
    if (snapshot) return remarksOnAlias(stream, snapshot.stream.name);
    const known = listed(this.snapshots.names());
    return [warning(null, `this Roost does not know the stream ${shortName(stream)}; there ${known}`)];
  }
}

/** Not by `URL`, which refuses what a stranger may ask. */
function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : target.slice(start));
}

/** Fields that were left empty are not asked for. */
function askedOf(query: URLSearchParams): OptionTexts {
  const texts = OPTIONS.map((option) => [option, textOf(query, option)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined));
}

/** No field needs more. */
const MOST = 4096;

function textOf(query: URLSearchParams, name: string): string | undefined {
  const text = (query.get(name) ?? '').trim().slice(0, MOST);
  return text === '' ? undefined : text;
}
