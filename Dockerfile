# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/d-loket && python -m venv /opt/build
COPY requirements.lock requirements-build.lock ./
RUN /opt/d-loket/bin/pip install --require-hashes --requirement requirements.lock \
 && /opt/build/bin/pip install --require-hashes --requirement requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY rules rules
COPY templates templates
COPY migrations migrations
COPY src src
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
 && /opt/d-loket/bin/pip install --no-deps --no-index dist/*.whl

FROM python:3.12-slim
LABEL org.opencontainers.image.title="D-loket" org.opencontainers.image.licenses="EUPL-1.2"
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin d-loket \
 && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /opt/d-loket /opt/d-loket
ENV PATH=/opt/d-loket/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    D_LOKET_DATA_DIR=/data \
    D_LOKET_WEB_HOST=0.0.0.0
WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/gezond', timeout=4)"]
ENTRYPOINT ["d-loket"]
CMD ["serve"]
