# docker build -t muster . && docker run -p 8080:8080 -v muster:/var/lib/muster muster
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libsqlite3-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The packages are fetched in a layer of their own, which edits of the sources leave alone.
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
# With the Swift runtime inside, the binary needs no toolchain where it runs and is a little faster.
RUN swift build -c release --product muster --static-swift-stdlib \
    && install -D --strip "$(swift build -c release --show-bin-path)/muster" /out/muster
# What the licences of the packages ask to go along.
COPY Scripts/dependencies.sh Scripts/
RUN Scripts/dependencies.sh notices >/out/NOTICES

FROM debian:bookworm-slim
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        ca-certificates libsqlite3-0 libstdc++6 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/muster --create-home muster
COPY --from=build /out/muster /usr/local/bin/muster
COPY --from=build /out/NOTICES /usr/share/doc/muster/NOTICES
USER muster
WORKDIR /var/lib/muster
VOLUME /var/lib/muster
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD ["muster", "ready"]
ENTRYPOINT ["muster"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--database", "/var/lib/muster/muster.db"]
