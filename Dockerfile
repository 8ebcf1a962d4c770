# The HTTP service on port 8000. Its steps are the Makefile's, so that they are tried by the tests and without Docker
# (`make image-steps`):
#   docker build -t komplekt . && docker run --rm -p 127.0.0.1:8000:8000 komplekt
FROM debian:12-slim

ENV LANG=C.UTF-8 PYTHONUNBUFFERED=1
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/komplekt
# LibreOffice first: it changes seldom and is most of the image.
COPY Makefile ./
COPY .ci .ci
RUN make system-image && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb

COPY pyproject.toml uv.lock README.md LICENSE ./
COPY service service
COPY schemas schemas
COPY doc_templates doc_templates
COPY samples samples
# docker-compose.yml asks for «cluster»: the libraries for RabbitMQ, PostgreSQL and S3.
ARG EXTRAS=
RUN UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1 make setup-runtime EXTRAS="$EXTRAS" \
 && .venv/bin/komplekt doctor \
 && rm -rf .tools /tmp/*

RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin komplekt \
 && install --directory --owner=komplekt --mode=700 /var/lib/komplekt
ENV KOMPLEKT_DATA=/var/lib/komplekt
USER 10001
WORKDIR /tmp
ENV PATH=/opt/komplekt/.venv/bin:$PATH
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python3", "/opt/komplekt/.ci/healthy"]
ENTRYPOINT ["tini", "--"]
CMD ["komplekt", "serve", "--host", "0.0.0.0"]
