import { Module, type DynamicModule } from '@nestjs/common';
import { FolderSource } from './adapters/documents/folder-source.js';
import { GraphEndpoint } from './adapters/http/agent/graph-endpoint.js';
import { PreparedStreams } from './adapters/http/agent/prepared-streams.js';
import { Traffic } from './adapters/http/agent/traffic.js';
import { KnownRoutes } from './adapters/http/known-routes.js';
import { HealthController } from './adapters/http/ops/health.controller.js';
import { MetricsController } from './adapters/http/ops/metrics.controller.js';
import { Metrics } from './adapters/http/ops/metrics.js';
import { ProblemFilter } from './adapters/http/problem-filter.js';
import { DocumentsController } from './adapters/http/streams/documents.controller.js';
import { StreamsController } from './adapters/http/streams/streams.controller.js';
import { PinoLog } from './adapters/log/pino-log.js';
import { Database } from './adapters/postgres/database.js';
import { TypeOrmStreamStore } from './adapters/postgres/typeorm-stream-store.js';
import { Clock, SystemClock } from './application/clock.js';
import { Ingest } from './application/ingest.js';
import { Log } from './application/log.js';
import { Readiness } from './application/readiness.js';
import { Snapshots } from './application/snapshots.js';
import { Sources } from './application/sources.js';
import { StoreConnection } from './application/store-connection.js';
import { StreamStore } from './application/stream-store.js';
import { Upkeep } from './application/upkeep.js';
import type { Config } from './config.js';
import { ConfiguredStore } from './configured-store.js';

/** The one list of parts. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      controllers: [StreamsController, DocumentsController, HealthController, MetricsController],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Log, useFactory: () => new PinoLog(config.logLevel) },
        Database,
        {
          provide: StreamStore,
          useFactory: (database: Database) => new TypeOrmStreamStore(database),
          inject: [Database],
        },
        {
          provide: StoreConnection,
          useFactory: (database: Database, log: Log) => new ConfiguredStore(config, database, log),
          inject: [Database, Log],
        },
        Snapshots,
        Sources,
        {
          provide: Ingest,
          useFactory: (store: StreamStore, snapshots: Snapshots, sources: Sources, clock: Clock, log: Log) =>
            config.graphData === null
              ? null
              : new Ingest({
                  source: new FolderSource(config.graphData),
                  mode: config.graphDataMode,
                  ...{ store, snapshots, sources, clock, log },
                }),
          inject: [StreamStore, Snapshots, Sources, Clock, Log],
        },
        {
          provide: Upkeep,
          useFactory: (
            connection: StoreConnection,
            snapshots: Snapshots,
            sources: Sources,
            ingest: Ingest | null,
            log: Log,
          ) =>
            new Upkeep({
              connection,
              snapshots,
              sources,
              ingest,
              log,
              refreshSeconds: config.refreshSeconds,
            }),
          inject: [StoreConnection, Snapshots, Sources, Ingest, Log],
        },
        Readiness,
        Traffic,
        PreparedStreams,
        GraphEndpoint,
        Metrics,
        KnownRoutes,
        ProblemFilter,
      ],
    };
  }
}
