# Debian, because the carried Node.js needs glibc (docs/decisions/0004-carried-node.md). Built once, it needs no network to start.
FROM node:24-bookworm-slim AS packages
WORKDIR /desk
COPY . .
# Installs from the lockfile and generates the database client, as `npm start` does on a fresh clone.
RUN NPM_CONFIG_OMIT=dev node scripts/run.mjs src/cli/main.ts help

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /desk desk \
  && install -d -o desk /data
WORKDIR /desk
COPY --from=packages /desk /desk
# What is compiled at the first start is kept for the next one of this container.
RUN install -d -o desk node_modules/.cache
USER desk
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data PATH=/desk/node_modules/.bin:$PATH
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# `docker exec <container> node scripts/run.mjs src/cli/main.ts doctor` and every other verb work too.
ENTRYPOINT ["tini", "--", "node", "scripts/run.mjs", "src/cli/main.ts"]
CMD ["start"]
