ARG NODE_IMAGE=node:20-bookworm-slim

# 1. Build with all tools, then drop what only the build needed.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing that is needed here has to run a script when it is installed, so nothing may.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY src ./src
COPY migrations ./migrations
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

# 2. Run with nothing but the result.
FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production \
    DATA_DIR=/data

# /data is the only place the server writes to, so the root file system can be read-only.
RUN install -d -o node -g node -m 0700 /data
VOLUME /data

COPY package.json ./
# GRAPH_DATA stays unset: the server takes this folder by default with the embedded database, and must
# not put examples into a real one.
COPY graph-data ./graph-data
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist

# The user "node". As a number, because Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then((r) => process.exit(r.ok ? 0 : 1))"]

ENTRYPOINT ["node", "dist/src/cli.js"]
CMD ["serve"]
