{{- define "waylight.data" -}}
{{- .Files.Get "files/data.json" -}}
{{- end }}

{{/* A release without aggregation and insights is that of nodes, and has no other service of the region. */}}
{{- define "waylight.isRegion" -}}
{{- or .Values.aggregation.enabled .Values.insights.enabled }}
{{- end }}

{{/* Labels by which selectors find the pods of a component. */}}
{{- define "waylight.selector" -}}
app.kubernetes.io/name: waylight
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "waylight.labels" -}}
{{ include "waylight.selector" . }}
app.kubernetes.io/part-of: waylight
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "waylight.image" -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end }}waylight/{{ .image }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "waylight.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "waylight.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
# Gives the service its secrets and its volume. Later starts leave the modes of its files unchanged.
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* The services of a component: for its callers, for the proxy of a website, and for health and metrics. */}}
{{- define "waylight.services" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels: {{- include "waylight.labels" . | nindent 4 }}
  {{- with .values.service.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .values.service.type }}
  {{- if ne .values.service.type "ClusterIP" }}
  # Network policies need the address of the caller.
  externalTrafficPolicy: Local
  {{- end }}
  selector: {{- include "waylight.selector" . | nindent 4 }}
  ports:
    {{- range $port, $number := .ports }}
    - { name: {{ $port }}, port: {{ $number }}, targetPort: {{ $port }} }
    {{- end }}
{{- with .web }}
---
# Has no TLS, so it never has an address outside of the cluster.
apiVersion: v1
kind: Service
metadata:
  name: {{ $.name }}-web
  labels: {{- include "waylight.labels" $ | nindent 4 }}
spec:
  type: ClusterIP
  selector: {{- include "waylight.selector" $ | nindent 4 }}
  ports:
    - { name: http, port: {{ . }}, targetPort: http }
{{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}-pods
  labels:
    {{- include "waylight.labels" . | nindent 4 }}
    waylight/metrics: "true"
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {{- include "waylight.selector" . | nindent 4 }}
  ports:
    - { name: health, port: {{ .data.health.port | int }}, targetPort: health }
{{- end }}

{{- define "waylight.variables" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name }}
  labels: {{- include "waylight.labels" . | nindent 4 }}
data: {{- toYaml .variables | nindent 2 }}
{{- end }}

{{- define "waylight.claim" -}}
accessModes: [ReadWriteOnce]
{{- with .class }}
storageClassName: {{ . }}
{{- end }}
resources: { requests: { storage: {{ .size }} } }
{{- end }}

{{- define "waylight.pod" -}}
metadata:
  labels: {{- include "waylight.labels" . | nindent 4 }}
  annotations:
    checksum/config: {{ toJson .variables | sha256sum }}
spec:
  automountServiceAccountToken: false
  # Variables such as WAYLIGHT_INSIGHTS_PORT would be set to addresses of services.
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext: {{- include "waylight.podSecurity" . | nindent 4 }}
  containers:
    - name: {{ .image }}
      image: {{ include "waylight.image" . }}
      securityContext: {{- include "waylight.containerSecurity" . | nindent 8 }}
      envFrom:
        - configMapRef: { name: {{ .name }} }
      {{- with .env }}
      env: {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        {{- range $port, $number := .ports }}
        - { name: {{ $port }}, containerPort: {{ $number }} }
        {{- end }}
        {{- with .web }}
        - { name: http, containerPort: {{ . }} }
        {{- end }}
        - { name: health, containerPort: {{ .data.health.port | int }} }
      # A migration of the database may take minutes.
      startupProbe:
        httpGet: { path: {{ .data.health.live }}, port: health }
        periodSeconds: 5
        failureThreshold: 120
      livenessProbe:
        httpGet: { path: {{ .data.health.live }}, port: health }
        periodSeconds: 20
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet: { path: {{ .data.health.ready }}, port: health }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      resources: {{- toYaml .values.resources | nindent 8 }}
      volumeMounts:
        - { name: config, mountPath: {{ .data.folders.config }}, readOnly: true }
        - { name: keys, mountPath: {{ .keys }}, readOnly: true }
        - { name: data, mountPath: {{ .data.folders.data }} }
        - { name: tmp, mountPath: /tmp }
  volumes:
    - name: config
      configMap: { name: {{ .root.Values.config }} }
    - name: keys
      projected:
        # 0440: files of root, which the service reads as their group.
        defaultMode: 288
        sources:
          - secret:
              name: {{ .values.secrets.tls }}
              items: [{ key: tls.crt, path: tls.crt }, { key: tls.key, path: tls.key }]
          - secret:
              name: {{ .values.secrets.kafka }}
              items: [{ key: tls.crt, path: kafka.crt }, { key: tls.key, path: kafka.key }]
          - secret: { name: {{ .values.secrets.keys }} }
    - name: tmp
      emptyDir: { medium: Memory, sizeLimit: 64Mi }
    {{- with .claim }}
    - name: data
      persistentVolumeClaim: { claimName: {{ . }} }
    {{- end }}
{{- end }}
